using Sim.CoreEmulator.Harts;

namespace Sim.CoreEmulator.Execution;

/// <summary>A block, and those that it leads to, as host code: runs until it leaves them, with the hart's state exact.</summary>
internal unsafe delegate void TranslatedCode(Hart hart, HartState* state);
