/**
 * A comment may have 65,536 characters or bytes; GitHub does not document which. Bytes are never fewer, and some room is
 * left. In UTF-8 bytes.
 */
export const commentLimit = 65_000

/** The summary of a step may have 1 MiB (1,048,576 bytes), beyond which all of it is dropped. In UTF-8 bytes. */
export const summaryLimit = 1_000_000
