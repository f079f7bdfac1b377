/** The composition root of the billing service: a Dropwizard application wired by hand. */
@NullMarked
package id.gerbang.billing;

import org.jspecify.annotations.NullMarked;
