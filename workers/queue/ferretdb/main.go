// Command ferretdb speaks MongoDB's wire protocol over SQLite, for tests on machines without a MongoDB server.
// It serves on a free port of the loopback, prints its URL, and ends when its standard input does.
//
// MongoDB changes a document atomically. FerretDB 1 reads it, then writes it back, so two findAndModify at a time may both
// win. Commands that write therefore pass one at a time.
package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/url"
	"os"
	"sync"

	"github.com/FerretDB/FerretDB/ferretdb"
)

const maxMessage = 48_000_000

var writes = map[string]bool{"insert": true, "update": true, "delete": true, "findAndModify": true}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: ferretdb FOLDER")
	}
	server, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: "127.0.0.1:0"},
		Handler:   "sqlite",
		SQLiteURL: "file:" + os.Args[1] + "/?_pragma=synchronous(off)",
	})
	if err != nil {
		log.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	go func() {
		// A test that is killed closes the pipe, whatever else it leaves undone.
		_, _ = io.Copy(io.Discard, os.Stdin)
		stop()
	}()
	go serve(server.MongoDBURI())
	if err := server.Run(ctx); err != nil {
		log.Fatal(err)
	}
}

// serve accepts clients, prints where, and gives each its own connection to the server behind.
func serve(uri string) {
	behind, err := url.Parse(uri)
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("mongodb://%s/\n", listener.Addr())
	var turn sync.Mutex
	for {
		client, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go func() {
			defer client.Close()
			server, err := net.Dial("tcp", behind.Host)
			if err != nil {
				log.Print(err)
				return
			}
			defer server.Close()
			for exchange(client, server, &turn) == nil {
			}
		}()
	}
}

// exchange passes one command on, and its reply back; one that writes, while no other client writes.
func exchange(client, server net.Conn, turn *sync.Mutex) error {
	command, err := readMessage(client)
	if err != nil {
		return err
	}
	reply, err := func() ([]byte, error) {
		if writes[commandName(command)] {
			turn.Lock()
			defer turn.Unlock()
		}
		if _, err := server.Write(command); err != nil {
			return nil, err
		}
		return readMessage(server)
	}()
	if err != nil {
		return err
	}
	_, err = client.Write(reply)
	return err
}

// readMessage reads one message of the wire protocol: its first four bytes are its length.
func readMessage(from io.Reader) ([]byte, error) {
	var header [4]byte
	if _, err := io.ReadFull(from, header[:]); err != nil {
		return nil, err
	}
	length := binary.LittleEndian.Uint32(header[:])
	if length < 16 || length > maxMessage {
		return nil, errors.New("not a message of MongoDB's wire protocol")
	}
	message := make([]byte, length)
	copy(message, header[:])
	_, err := io.ReadFull(from, message[4:])
	return message, err
}

// commandName is the first key of an OP_MSG's body, or empty for another kind of message.
func commandName(message []byte) string {
	const opMsg, body, firstKey = 2013, 20, 26
	if len(message) < firstKey || binary.LittleEndian.Uint32(message[12:]) != opMsg || message[body] != 0 {
		return ""
	}
	name, _, _ := bytes.Cut(message[firstKey:], []byte{0})
	return string(name)
}
