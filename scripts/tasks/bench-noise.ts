/** Whether timing verdicts can be trusted, with an engine of its own: see the benchmark itself. */
import '../../bench/noise.ts'
