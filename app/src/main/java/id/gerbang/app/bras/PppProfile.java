package id.gerbang.app.bras;

import java.time.Duration;

/** What the router itself decides for a session where the Accept leaves it open. */
record PppProfile(AddressPools pools, Duration interimUpdate) {}
