from django.db import migrations

from site_core.kernel.composite_keys import LinkInsideTerritory


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_audit_chains")]

    operations = [
        LinkInsideTerritory("District", "town"),
        LinkInsideTerritory("AuditPart", "link"),
    ]
