using System.Collections.Generic;
using Sim.Scenarios.Catalogues;

namespace Sim.Scenarios;

/// <summary>A scenario as read from its file.</summary>
/// <param name="Scenario">What was written.</param>
/// <param name="ResolvedText">One YAML text of it, with <c>extends</c> and <c>--set</c> merged in; read back at the same path it is the same scenario.</param>
/// <param name="Question">The comment at the head of the file: what question it answers; may be empty.</param>
/// <param name="Files">The files read: the scenario, those it extends, its own catalogues; as the user named them, in the order read.</param>
/// <param name="Catalogues">The catalogues with those of the user.</param>
public sealed record LoadedScenario(
    Scenario Scenario, string ResolvedText, string Question, IReadOnlyList<string> Files, CatalogueSet Catalogues);
