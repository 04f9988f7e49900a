using Sim.CoreEmulator.Harts;

namespace Sim.CoreEmulator.Execution;

/// <summary>Blocks that lead to each other as host code: runs until it leaves them, with the hart's state exact.</summary>
/// <param name="hart">The hart, its Pc at the block.</param>
/// <param name="state">Its registers.</param>
/// <param name="entry">Which block it enters: <see cref="Block.Entry"/>.</param>
internal unsafe delegate void TranslatedCode(Hart hart, HartState* state, int entry);
