package id.gerbang.radius.snapshot;

import java.util.UUID;

/**
 * A place in a journal: what was written before it is in the table and in memory.
 *
 * @param journal positions of one mean nothing in another
 */
public record JournalPlace(UUID journal, long position) {}
