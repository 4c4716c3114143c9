module linkgate/probe

go 1.21
