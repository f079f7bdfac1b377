/**
 * PPP profiles of a router beside our plans, and its address pools beside what we hold of them:
 * what differs, since which agreement, and what is to become of it. Nothing is changed on either
 * side but by a decision on what was shown.
 */
@NullMarked
package id.gerbang.billing.profile;

import org.jspecify.annotations.NullMarked;
