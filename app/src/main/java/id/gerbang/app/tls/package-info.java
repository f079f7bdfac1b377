/**
 * Which certificate the console and the API show: the ISP's own, or one that we make ourselves.
 * Either way it ends as a PKCS12 store in the data directory, which is what the HTTP server reads.
 */
@NullMarked
package id.gerbang.app.tls;

import org.jspecify.annotations.NullMarked;
