package id.gerbang.billing;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.extension.ConfigCustomizerFactory;
import org.jdbi.v3.core.extension.ExtensionFactory;
import org.jdbi.v3.core.extension.ExtensionHandlerCustomizer;
import org.jdbi.v3.core.extension.ExtensionHandlerFactory;
import org.jdbi.v3.core.extension.ExtensionMetadata;
import org.jdbi.v3.core.extension.ExtensionMetadata.ExtensionHandlerInvoker;
import org.jdbi.v3.core.extension.Extensions;
import org.jdbi.v3.core.extension.HandleSupplier;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jdbi.v3.sqlobject.SqlObjectFactory;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/**
 * SQL objects that cost what is called of them. JDBI's own factory prepares each method of a type
 * whenever one is attached to a connection, and ours have up to forty: that was a quarter of what
 * the service computed.
 */
final class SqlObjects implements ExtensionFactory {

  /** What it has parsed is true of every database. */
  private static final SqlParser PARSER = new ColonPrefixSqlParser();

  /** What a type's methods do is true of each as well, since all are made here. */
  private static final Map<Class<?>, ExtensionMetadata> KNOWN = new ConcurrentHashMap<>();

  private final ExtensionFactory eager;

  private SqlObjects(ExtensionFactory eager) {
    this.eager = eager;
  }

  /**
   * SQL objects and PostgreSQL's types. No exception names what was bound: it ends in the log, and
   * secrets are bound too.
   */
  static Jdbi over(ConnectionFactory connections) {
    Jdbi jdbi =
        Jdbi.create(connections)
            .installPlugin(new SqlObjectPlugin())
            .installPlugin(new PostgresPlugin());
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    jdbi.getConfig(SqlStatements.class).setSqlParser(PARSER);
    Extensions extensions = jdbi.getConfig(Extensions.class);
    extensions.register(
        new SqlObjects(extensions.findFactory(SqlObjectFactory.class).orElseThrow()));
    return jdbi;
  }

  @Override
  public <E> E attach(Class<E> type, HandleSupplier handles) {
    ConfigRegistry config = handles.getConfig();
    ExtensionMetadata metadata =
        KNOWN.computeIfAbsent(
            type, first -> config.get(Extensions.class).findMetadata(first, this));
    ConfigRegistry ofType = metadata.createInstanceConfiguration(config);
    Map<Method, ExtensionHandlerInvoker> called = new HashMap<>();
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                method.getDeclaringClass() == Object.class
                    ? asObject(type, self, method, arguments)
                    : called
                        .computeIfAbsent(
                            method,
                            first ->
                                metadata.createExtensionHandlerInvoker(
                                    self, first, handles, ofType))
                        .invoke(arguments)));
  }

  /** Each is itself and no other. */
  private static Object asObject(Class<?> type, Object self, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      default -> type.getName();
    };
  }

  @Override
  public Set<FactoryFlag> getFactoryFlags() {
    return Set.of(FactoryFlag.DONT_USE_PROXY);
  }

  @Override
  public boolean accepts(Class<?> type) {
    return eager.accepts(type);
  }

  @Override
  public Collection<ExtensionHandlerFactory> getExtensionHandlerFactories(ConfigRegistry config) {
    return eager.getExtensionHandlerFactories(config);
  }

  @Override
  public Collection<ExtensionHandlerCustomizer> getExtensionHandlerCustomizers(
      ConfigRegistry config) {
    return eager.getExtensionHandlerCustomizers(config);
  }

  @Override
  public Collection<ConfigCustomizerFactory> getConfigCustomizerFactories(ConfigRegistry config) {
    return eager.getConfigCustomizerFactories(config);
  }

  @Override
  public void buildExtensionMetadata(ExtensionMetadata.Builder builder) {
    eager.buildExtensionMetadata(builder);
  }
}
