/** What is measured: the one table of metrics. */

/**
 * How a metric repeats: `exact` is the same number for the same input, `quasi-exact` varies by about one percent,
 * `noisy` needs statistics, `info` is shown and never judged.
 */
export type Noise = 'exact' | 'quasi-exact' | 'noisy' | 'info'
export type Unit = 'B' | 'ms' | 'count'

export interface MetricDefinition {
  readonly label: string
  readonly unit: Unit
  readonly noise: Noise
  readonly about: string
}

/** Every metric that linkgate knows, in the order in which tables show them. */
export const metrics = {
  'binary-size': { label: 'Binary', unit: 'B', noise: 'exact', about: 'bytes of the linked executable file' },
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
      'sum of the layer archives compressed by zlib at level 6; what a client pushes can differ by a few percent',
  },
  layers: { label: 'Layers', unit: 'count', noise: 'exact', about: 'number of layers in the image' },
  startup: {
    label: 'Start-up',
    unit: 'ms',
    noise: 'noisy',
    about: 'exec of the app until it is ready: by default, its first HTTP response',
  },
  listen: {
    label: 'Listening',
    unit: 'ms',
    noise: 'noisy',
    about: 'exec of the app to its first accepted connection',
  },
  'startup-cpu': {
    label: 'CPU to ready',
    unit: 'ms',
    noise: 'noisy',
    about: 'processor time of the app until it is ready',
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
    about: 'heap allocations while packages are initialised, as GODEBUG=inittrace=1 tells them',
  },
  'init-bytes': {
    label: 'Bytes in init',
    unit: 'B',
    noise: 'quasi-exact',
    about: 'bytes allocated while packages are initialised, as GODEBUG=inittrace=1 tells them',
  },
  'first-start': {
    label: 'First start',
    unit: 'ms',
    noise: 'info',
    about: 'start-up in a fresh container, once: with cold caches, and whatever the app does only then',
  },
  'engine-start': {
    label: 'Container start',
    unit: 'ms',
    noise: 'info',
    about:
      'start of the container to the first HTTP response, once: the time of the container engine included',
  },
  'build-time': {
    label: 'Build time',
    unit: 'ms',
    noise: 'info',
    about: 'go build; depends on what the build cache held',
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
