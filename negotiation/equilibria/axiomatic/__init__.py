"""What the axiomatic bargaining solutions share: lotteries over packages, and the case of one."""
