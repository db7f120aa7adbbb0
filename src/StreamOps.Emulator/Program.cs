using StreamOps.Emulator;

return await EmulatorProgram.RunAsync(args);
