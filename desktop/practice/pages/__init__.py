"""The web pages of the practice portal: officer's desk, payer's page, sign-in; plain HTML that needs no script."""
