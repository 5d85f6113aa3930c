import altair as alt
import pandas as pd

frame = pd.read_csv("two_numbers.csv").query("player == 'uk'")
groups = ["eager.prior", "careful.mandate_weight", "type_uk"]
means = frame.groupby(groups)["total"].mean().reset_index()  # over the types of the US
means.columns = ["prior", "weight", "type", "payoff"]
base = alt.Chart(means).encode(
    x=alt.X("prior", title="prior that the UK is eager", scale=alt.Scale(domain=[0, 1])),
    y=alt.Y("payoff", title="payoff of the UK, $bn", scale=alt.Scale(zero=False)),
    color=alt.Color("weight:N", title="mandate weight if careful"),
    strokeDash=alt.StrokeDash("type", title="the UK is"),
)
base.mark_line(point=True).properties(width=420, height=280).save("two_numbers.svg")
