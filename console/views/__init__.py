"""What answers on the network site: for visitors, and in its admin for the operator."""
