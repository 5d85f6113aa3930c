import altair as alt
import pandas as pd

frame = pd.read_csv("two_numbers.csv").query("player == 'uk'")
frame = frame.rename(columns={"eager.prior": "prior", "careful.mandate_weight": "weight"})
by = ["prior", "weight", "type_uk"]
means = frame.groupby(by)["agreement_probability"].mean().reset_index()
stroke = alt.Legend(symbolType="stroke", symbolStrokeWidth=2)
chart = alt.Chart(means).encode(
    x=alt.X("weight", title="weight of the mandate of a careful UK"),
    y=alt.Y("agreement_probability", title="probability of a deal", scale={"domain": [0, 1]}),
    color=alt.Color("type_uk", title="the UK is", legend=stroke),
    strokeDash=alt.StrokeDash("prior:N", title="prior of eager", legend=stroke),
)
chart.mark_line().properties(width=420, height=280).save("two_numbers.svg")
