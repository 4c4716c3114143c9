/**
 * In UTF-8 bytes. GitHub's limit is 65,536, but whether characters or bytes are counted is not documented. Bytes are never
 * fewer than characters.
 */
export const commentLimit = 65_000

/** In UTF-8 bytes. GitHub drops a step summary of more than 1 MiB (1,048,576 bytes) completely. */
export const summaryLimit = 1_000_000
