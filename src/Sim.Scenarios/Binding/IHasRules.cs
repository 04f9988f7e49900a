namespace Sim.Scenarios.Binding;

/// <summary>A record whose keys must also fit together.</summary>
internal interface IHasRules
{
    /// <summary>Reports what does not fit. Called once each key by itself is fine.</summary>
    void Check(RuleContext rules);
}
