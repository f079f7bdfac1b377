package id.gerbang.app.postgres;

import java.nio.file.Path;

/**
 * The settings that Gerbang starts its server with; what the ISP sets with {@code ALTER SYSTEM}
 * wins over them.
 */
final class ServerConfiguration {
  private ServerConfiguration() {}

  static String text(int port, Path log) {
    return """
    # Written by Gerbang at every start. Changes here are lost: use ALTER SYSTEM.

    # Reached from this machine only, with a password.
    listen_addresses = '127.0.0.1'
    port = %d
    unix_socket_directories = ''
    password_encryption = 'scram-sha-256'
    max_connections = 60

    # What is committed survives a power cut.
    fsync = on
    synchronous_commit = on
    full_page_writes = on
    wal_level = replica
    wal_compression = on
    min_wal_size = 128MB
    max_wal_size = 1GB

    # A machine with 2 GB, shared with Gerbang.
    shared_buffers = 128MB
    effective_cache_size = 512MB
    work_mem = 8MB
    maintenance_work_mem = 64MB
    random_page_cost = 1.1
    jit = off

    timezone = 'UTC'
    log_timezone = 'UTC'

    # Gerbang keeps the newest ten files. Terse: the detail of an error may quote personal data.
    logging_collector = on
    log_directory = '%s'
    log_filename = 'postgresql-%%Y-%%m-%%dT%%H%%M%%S.log'
    log_file_mode = 0600
    log_rotation_size = 16MB
    log_rotation_age = 1d
    log_error_verbosity = terse
    log_checkpoints = off
    log_line_prefix = '%%m [%%p] %%u@%%d '
    """
        .formatted(port, log.toString().replace("'", "''"));
  }
}
