"""Reports over the whole journal."""
