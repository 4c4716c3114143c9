/** The table of metrics. */

/**
 * Repeatability of a metric: `exact` has the same value for the same input, `quasi-exact` varies by about one percent,
 * `noisy` needs statistics, `info` is shown but never judged.
 */
export type Noise = 'exact' | 'quasi-exact' | 'noisy' | 'info'
export type Unit = 'B' | 'ms' | 'count'

export interface MetricDefinition {
  readonly label: string
  readonly unit: Unit
  readonly noise: Noise
  readonly about: string
}

/** In the order of the tables. */
export const metrics = {
  'binary-size': { label: 'Binary', unit: 'B', noise: 'exact', about: 'size of the linked executable file' },
  'image-size': {
    label: 'Image, unpacked',
    unit: 'B',
    noise: 'exact',
    about: 'sum of the uncompressed layer archives',
  },
  'pull-size': {
    label: 'Image, pulled',
    unit: 'B',
    noise: 'exact',
    about:
      'sum of the layer archives, compressed by zlib at level 6; a registry may store a few percent more or less',
  },
  layers: { label: 'Layers', unit: 'count', noise: 'exact', about: 'number of layers in the image' },
  startup: {
    label: 'Start-up',
    unit: 'ms',
    noise: 'noisy',
    about: 'time from exec to ready (by default, the first HTTP response)',
  },
  listen: {
    label: 'Listening',
    unit: 'ms',
    noise: 'noisy',
    about: 'time from exec to the first accepted connection',
  },
  'startup-cpu': {
    label: 'CPU to ready',
    unit: 'ms',
    noise: 'noisy',
    about: 'CPU time of the app until it is ready',
  },
  memory: {
    label: 'Memory at ready',
    unit: 'B',
    noise: 'quasi-exact',
    about: 'resident set size of the app when it is ready',
  },
  'init-allocs': {
    label: 'Allocations in init',
    unit: 'count',
    noise: 'quasi-exact',
    about: 'heap allocations during package initialization, from GODEBUG=inittrace=1',
  },
  'init-bytes': {
    label: 'Bytes in init',
    unit: 'B',
    noise: 'quasi-exact',
    about: 'bytes allocated during package initialization, from GODEBUG=inittrace=1',
  },
  'run-delay': {
    label: 'Waiting for a CPU',
    unit: 'ms',
    noise: 'info',
    about:
      'longest time that a thread of the app was runnable but had no CPU (run-queue delay), until the app is ready',
  },
  'first-start': {
    label: 'First start',
    unit: 'ms',
    noise: 'info',
    about: 'start-up in a new container, measured once, with cold caches and any first-start work of the app',
  },
  'engine-start': {
    label: 'Container start',
    unit: 'ms',
    noise: 'info',
    about:
      'time from container start to the first HTTP response, measured once, including the container engine',
  },
  'build-time': {
    label: 'Build time',
    unit: 'ms',
    noise: 'info',
    about:
      'time of `go build`, measured once; depends on the build cache and on what is built at the same time',
  },
} as const satisfies Record<string, MetricDefinition>

export type Metric = keyof typeof metrics
export const metricNames = Object.keys(metrics) as Metric[]

export function isMetric(name: string): name is Metric {
  return Object.hasOwn(metrics, name)
}

export function definitionOf(metric: string): MetricDefinition | undefined {
  return isMetric(metric) ? metrics[metric] : undefined
}

export const labelOf = (metric: string) => definitionOf(metric)?.label ?? metric
