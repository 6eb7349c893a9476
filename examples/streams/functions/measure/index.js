exports.handler = async (event) => ({ sensor: event.sensor, celsius: (event.fahrenheit - 32) / 1.8 });
