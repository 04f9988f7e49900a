using System.CommandLine;

namespace Sim.Cli.Commands;

/// <summary><c>sim core</c>: the RISC-V machine by itself.</summary>
internal static class CoreCommand
{
    /// <summary>The command.</summary>
    public static Command Make() => new("core", "Run RISC-V programs on the core emulator, debug them, and look into them.")
    {
        CoreRunCommand.Make(),
        CoreGdbCommand.Make(),
        CoreDisasmCommand.Make(),
        CoreListCommand.Make(),
        CoreBenchCommand.Make(),
        CoreCalibrateCommand.Make(),
        CorePipeviewCommand.Make(),
        CoreRecordCommand.Make(),
    };
}
