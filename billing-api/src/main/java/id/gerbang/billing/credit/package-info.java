/**
 * What is given back of issued invoices and received money: credit notes, and refunds of a
 * customer's credit. Documents of their own; what they correct stays as it was.
 */
@NullMarked
package id.gerbang.billing.credit;

import org.jspecify.annotations.NullMarked;
