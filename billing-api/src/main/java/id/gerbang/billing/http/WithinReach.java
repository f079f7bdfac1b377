package id.gerbang.billing.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * All that this resource reads and writes of customers and routers is in tables that the database
 * narrows to what an actor may see, and is found there first. To a resource that does not say so,
 * nobody comes who is limited to areas or routers.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface WithinReach {}
