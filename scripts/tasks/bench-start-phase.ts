/** Duration of the start phase compared with another version, with a separate engine: see the benchmark itself. */
import '../../bench/start-phase.ts'
