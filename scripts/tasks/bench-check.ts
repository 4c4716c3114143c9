/** Cost of checks, with a separate engine: see the benchmark itself. */
import '../../bench/check.ts'
