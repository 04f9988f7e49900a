using Sim.Scenarios;

namespace Sim.Experiments.Comparing;

/// <summary>A variant that is ready to run.</summary>
/// <param name="Variant">Its name and overrides.</param>
/// <param name="Scenario">The scenario with the overrides.</param>
public sealed record LoadedVariant(Variant Variant, LoadedScenario Scenario);
