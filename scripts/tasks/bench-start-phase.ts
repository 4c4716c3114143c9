/** How long the start phase takes against another version, with an engine of its own: see the benchmark itself. */
import '../../bench/start-phase.ts'
