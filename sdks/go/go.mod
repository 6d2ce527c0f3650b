module github.com/sinas/sinas-go

go 1.24
