package id.gerbang.billing.http;

import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.jdbi.v3.sqlobject.customizer.SqlStatementCustomizer;
import org.jdbi.v3.sqlobject.customizer.SqlStatementCustomizerFactory;
import org.jdbi.v3.sqlobject.customizer.SqlStatementCustomizingAnnotation;
import org.postgresql.PGStatement;

/**
 * A list that PostgreSQL plans anew each time, for the values that are sought: who looks for what
 * half of the rows have walks to it, who looks for what none has looks it up. Its driver would have
 * it planned once for all, from the sixth time on: walking to what is not there reads everything.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@SqlStatementCustomizingAnnotation(PlannedForItsValues.Factory.class)
public @interface PlannedForItsValues {

  /** Has the statement sent unnamed. */
  final class Factory implements SqlStatementCustomizerFactory {

    private static final StatementCustomizer UNNAMED =
        new StatementCustomizer() {
          @Override
          public void beforeExecution(PreparedStatement statement, StatementContext context)
              throws SQLException {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
          }
        };

    @Override
    public SqlStatementCustomizer createForMethod(
        Annotation annotation, Class<?> type, Method method) {
      return statement -> statement.addCustomizer(UNNAMED);
    }
  }
}
