/** Docker compared with the embedded engine, with a separate Docker engine: see the benchmark itself. */
import '../../bench/engines.ts'
