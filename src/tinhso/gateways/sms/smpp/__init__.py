"""SMS by SMPP 3.4 (SMS Forum, issue 1.2): one transceiver to the operator's message centre."""
