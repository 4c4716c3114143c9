/** What checks cost, with an engine of its own: see the benchmark itself. */
import '../../bench/check.ts'
