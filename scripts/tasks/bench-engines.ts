/** Docker against the embedded engine, with a Docker engine of its own: see the benchmark itself. */
import '../../bench/engines.ts'
