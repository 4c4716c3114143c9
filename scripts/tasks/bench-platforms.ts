/** What several platforms cost in one check, with an engine of its own: see the benchmark itself. */
import '../../bench/platforms.ts'
