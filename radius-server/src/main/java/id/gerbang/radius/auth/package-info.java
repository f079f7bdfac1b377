/** Proof of a password: PAP, CHAP, MS-CHAPv1 and v2, and the MPPE keys that follow from it. */
@NullMarked
package id.gerbang.radius.auth;

import org.jspecify.annotations.NullMarked;
