package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/ioutil"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

var (
	getRequestUrl           = os.ExpandEnv("http://${RUNTIME_API_ADDR}/v1/runtime/invocation/request")
	putResponseUrl          = os.ExpandEnv("http://${RUNTIME_API_ADDR}/v1/runtime/invocation/response/{REQUEST_ID}")
	putErrorResponseUrl     = os.ExpandEnv("http://${RUNTIME_API_ADDR}/v1/runtime/invocation/error/{REQUEST_ID}")
	requestIdInvalidError   = fmt.Errorf("request id invalid")
	noRequestAvailableError = fmt.Errorf("no request available")
	putResponseFailedError  = fmt.Errorf("put response failed")
	functionPackage         = os.Getenv("RUNTIME_PACKAGE")
	functionName            = os.Getenv("RUNTIME_FUNC_NAME")
	functionVersion         = os.Getenv("RUNTIME_FUNC_VERSION")
	client                  = http.Client{
		Transport: &http.Transport{
			DialContext: (&net.Dialer{
				Timeout: 3 * time.Second,
			}).DialContext,
		},
	}
)

func main() {
	// main loop for processing requests.
	for {
		requestId, header, payload, err := getRequest()
		if err != nil {
			time.Sleep(50 * time.Millisecond)
			continue
		}
		result, err := processRequestEvent(requestId, header, payload)
		err = putResponse(requestId, result, err)
		if err != nil {
			log.Printf("put response failed, err: %s.", err.Error())
		}
	}
}

// event processing function
func processRequestEvent(requestId string, header http.Header, evtBytes []byte) ([]byte, error) {
	log.Printf("processing request '%s'.", requestId)
	result := fmt.Sprintf("function: %s:%s:%s, request id: %s, headers: %+v, payload: %s", functionPackage, functionName,
		functionVersion, requestId, header, string(evtBytes))
	var event FunctionEvent
	err := json.Unmarshal(evtBytes, &event)
	if err != nil {
		return (&ErrorMessage{ErrorType: "invalid event", ErrorMessage: "invalid json formated event"}).toJsonBytes(), err
	}
	return (&APIGFormatResult{StatusCode: 200, Body: result}).toJsonBytes(), nil
}

func getRequest() (string, http.Header, []byte, error) {
	resp, err := client.Get(getRequestUrl)
	if err != nil {
		log.Printf("get request error, err: %s.", err.Error())
		return "", nil, nil, err
	}
	defer resp.Body.Close()
	// get request id from response header
	requestId := resp.Header.Get("X-CFF-Request-Id")
	if requestId == "" {
		log.Printf("request id not found.")
		return "", nil, nil, requestIdInvalidError
	}
	payload, err := ioutil.ReadAll(resp.Body)
	if err != nil {
		log.Printf("read request body error, err: %s.", err.Error())
		return "", nil, nil, err
	}
	if resp.StatusCode != 200 {
		log.Printf("get request failed, status: %d, message: %s.", resp.StatusCode, string(payload))
		return "", nil, nil, noRequestAvailableError
	}
	log.Printf("get request ok.")
	return requestId, resp.Header, payload, nil
}

func putResponse(requestId string, payload []byte, err error) error {
	var body io.Reader
	if payload != nil && len(payload) > 0 {
		body = bytes.NewBuffer(payload)
	}
	url := ""
	if err == nil {
		url = strings.Replace(putResponseUrl, "{REQUEST_ID}", requestId, -1)
	} else {
		url = strings.Replace(putErrorResponseUrl, "{REQUEST_ID}", requestId, -1)
	}
	resp, err := client.Post(strings.Replace(url, "{REQUEST_ID}", requestId, -1), "", body)
	if err != nil {
		log.Printf("put response error, err: %s.", err.Error())
		return err
	}
	defer resp.Body.Close()
	responsePayload, err := ioutil.ReadAll(resp.Body)
	if err != nil {
		log.Printf("read request body error, err: %s.", err.Error())
		return err
	}
	if resp.StatusCode != 200 {
		log.Printf("put response failed, status: %d, message: %s.", resp.StatusCode, string(responsePayload))
		return putResponseFailedError
	}
	return nil
}

type FunctionEvent struct {
	Type string `json:"type"`
	Name string `json:"name"`
}

type APIGFormatResult struct {
	StatusCode      int               `json:"statusCode"`
	IsBase64Encoded bool              `json:"isBase64Encoded"`
	Headers         map[string]string `json:"headers,omitempty"`
	Body            string            `json:"body,omitempty"`
}

func (result *APIGFormatResult) toJsonBytes() []byte {
	data, err := json.MarshalIndent(result, "", " ")
	if err != nil {
		return nil
	}
	return data
}

type ErrorMessage struct {
	ErrorType    string `json:"errorType"`
	ErrorMessage string `json:"errorMessage"`
}

func (errMsg *ErrorMessage) toJsonBytes() []byte {
	data, err := json.MarshalIndent(errMsg, "", " ")
	if err != nil {
		return nil
	}
	return data
}
