/** Reliability of timing verdicts, with a separate engine: see the benchmark itself. */
import '../../bench/noise.ts'
