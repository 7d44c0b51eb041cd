"""What the pages that people see all day cost: the portal's and the desk's."""
