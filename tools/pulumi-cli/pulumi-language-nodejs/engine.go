package main

import (
	"context"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/connectivity"
	"google.golang.org/grpc/credentials/insecure"
)

// engineEnd returns a channel that is closed when the engine ends. A killed CLI sends no message, but its socket closes.
// Never closed if no engine listens at the address.
func engineEnd(address string) <-chan struct{} {
	ended := make(chan struct{})
	// No idle timeout: nothing is ever sent, but the connection must stay open.
	connection, err := grpc.NewClient(
		address, grpc.WithTransportCredentials(insecure.NewCredentials()), grpc.WithIdleTimeout(0))
	if err != nil {
		return ended
	}
	go func() {
		if waitUntilReady(connection) {
			connection.WaitForStateChange(context.Background(), connectivity.Ready)
			close(ended)
		}
	}()
	return ended
}

func waitUntilReady(connection *grpc.ClientConn) bool {
	deadline, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	connection.Connect()
	for {
		state := connection.GetState()
		if state == connectivity.Ready {
			return true
		}
		if !connection.WaitForStateChange(deadline, state) {
			return false
		}
	}
}
