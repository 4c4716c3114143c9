/** Cost of several platforms in one check, with a separate engine: see the benchmark itself. */
import '../../bench/platforms.ts'
