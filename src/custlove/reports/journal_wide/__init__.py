"""Reports that look at the whole journal."""
