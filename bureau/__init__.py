"""The web application of Mingjian 明鉴: the office's rooms, each with doors that open one way."""
