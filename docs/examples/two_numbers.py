import negotiation as ng

small = {"logit": {"grid": 5, "offers": 6}}
rows = []
for prior in (0.3, 0.9):
    for weight in (0.8, 3.0):
        own = {"eager.prior": prior, "careful.mandate_weight": weight}
        varied = {f"partner.types.{key}": value for key, value in own.items()}
        run = ng.run(ng.load("uk_may_2025").vary(varied), concepts="logit", settings=small)
        rows += [{**own, **row} for row in run.solutions[0].to_rows()]
table = ng.ExperimentTable(name="two_numbers", title="", columns={}, rows=tuple(rows))
table.to_frame().to_csv("two_numbers.csv", index=False)
ng.draw(run, "deal_date", "deal_date.svg")
