# The data source with Terraform's provider of Grafana. The keys are those of jsonData.json and of secureJsonData;
# docs/guide/provisioning.md lists all of them.
terraform {
  required_providers {
    grafana = {
      source = "grafana/grafana"
    }
  }
}

variable "client_secret" {
  type      = string
  sensitive = true
}

resource "grafana_data_source" "hunting" {
  type = "huntboard-defender-datasource"
  name = "Defender Hunting"
  uid  = "huntboard"

  json_data_encoded = file("${path.module}/jsonData.json")

  secure_json_data_encoded = jsonencode({
    azureClientSecret = var.client_secret
  })
}
