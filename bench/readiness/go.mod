module linkgate/bench/readiness

go 1.21
