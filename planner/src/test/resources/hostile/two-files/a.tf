locals {
  a = {
    b = 
  }
}
